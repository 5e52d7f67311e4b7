package gateway.api.packet;

/** Which way a packet of a flow goes. The client is the side that sent the first packet seen. */
public enum Direction {
    /** From the initiator. */
    TO_SERVER,
    /** To the initiator. */
    TO_CLIENT;

    /** The other way. */
    public Direction reverse() {
        return this == TO_SERVER ? TO_CLIENT : TO_SERVER;
    }
}
