/**
 * Content that is kept to be scanned (kP2PADM 3.1.5). Workers fill it page by page and never wait; one thread, the
 * content keeper's, moves pages to the disk and asks the scanner; the scanner reads on threads of its own, and its
 * verdict comes back through the worker's {@link gateway.core.internal.content.Answers}.
 */
package gateway.core.internal.content;
