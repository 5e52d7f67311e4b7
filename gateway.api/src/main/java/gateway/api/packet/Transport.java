package gateway.api.packet;

import java.util.Optional;

/** The transport protocols whose flows are classified; everything else passes. */
public enum Transport {
    /** Transmission Control Protocol, RFC 9293. */
    TCP(6),
    /** User Datagram Protocol, RFC 768. */
    UDP(17);

    private final int number;

    Transport(int number) {
        this.number = number;
    }

    /** The IP protocol number, as IANA assigns it. */
    public int number() {
        return number;
    }

    /** The name that {@code ProtocolParser.over()} uses: {@code tcp} or {@code udp}. */
    public String id() {
        return this == TCP ? "tcp" : "udp";
    }

    /** The transport of an IP protocol number, if it is one of ours. */
    public static Optional<Transport> of(int number) {
        return number == 6 ? Optional.of(TCP) : number == 17 ? Optional.of(UDP) : Optional.empty();
    }
}
