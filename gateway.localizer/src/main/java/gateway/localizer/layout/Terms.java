package gateway.localizer.layout;

import gateway.localizer.choice.Admission;

/**
 * When something counts as proven.
 *
 * @param contacts how many peers of a payload have to be contacted: 2 or more
 * @param windowMillis within which time
 * @param confirmations of how many payloads
 * @param admission which addresses peers have
 */
public record Terms(int contacts, long windowMillis, int confirmations, Admission admission) {
}
