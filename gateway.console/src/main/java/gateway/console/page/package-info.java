/**
 * The Gateway pages of the Felix Web Console: what an operator sees of flows, rules, bundles and health, and does to
 * them. {@link gateway.console.page.GatewayServlet} is the plug-in of the console; the console calls it on the web
 * server's threads, many at once, after {@link gateway.console.security} has let the visitor in. Pages are whole
 * documents of our own, so that they live under a policy without inline scripts and styles; they fetch JSON from the
 * views of this package ({@code OverviewView}, {@code FlowView} ...), which ask the services of
 * {@code gateway.api.operation} and hold nothing between two requests. Each of these services may be missing: the
 * answer then is 503 with a sentence.
 */
package gateway.console.page;
