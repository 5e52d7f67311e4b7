/**
 * The Gateway pages of the console in a browser: the appliance's own web server and console, a gateway that only
 * pretends ({@link gateway.lab.console.fake}), and headless Chromium.
 */
package gateway.lab.console;
