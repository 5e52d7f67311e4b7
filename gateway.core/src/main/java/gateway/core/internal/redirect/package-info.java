/**
 * The localization paper's second mechanism: requests to far peers go to near ones instead. Workers say who is to be
 * redirected and look whom a new flow belongs to; the thread {@code redirection} tells the kernel, which does it.
 */
package gateway.core.internal.redirect;
