/** The Gateway pages of the Felix Web Console, and who may see them. Server threads. */
package gateway.console;
