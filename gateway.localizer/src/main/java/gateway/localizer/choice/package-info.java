/**
 * What stands in a list of peers: decided from values alone, by whichever worker has the list, without state.
 */
package gateway.localizer.choice;
