/**
 * A headless browser for tests and benchmarks of the console: Debian's Chromium, driven by Selenium through Debian's
 * chromedriver, which is always of the same version. Nothing is downloaded.
 */
package gateway.lab.browser;
