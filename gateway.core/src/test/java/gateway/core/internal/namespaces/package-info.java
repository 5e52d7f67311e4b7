/** What tests need that forward real packets: namespaces of their own, gone when the test is. */
package gateway.core.internal.namespaces;
