/**
 * What clamd looks for: which signatures there are, how old they are, and how long a match can be. Read by the thread
 * that watches clamd, from files that the machine's administrator and freshclam keep.
 */
package gateway.scanner.signature;
