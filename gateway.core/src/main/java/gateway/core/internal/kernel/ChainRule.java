package gateway.core.internal.kernel;

/**
 * The rules of the gateway's chains, in their order; the n-th of a chain is found again by its place when its
 * counters are read.
 *
 * <p>Only the current generation of accept, read and drop marks is honoured: a flow decided under an older policy
 * falls through to the classify lane and is answered from the flow table. Nothing but TCP and UDP is queued; a
 * related ICMP error carries its connection's mark and therefore needs the protocol in the rules, too.
 */
enum ChainRule {
    /** Offloaded connections leave the chain, so that the host's own firewall keeps its say. */
    ACCEPTED {
        @Override
        String text(Family family, RuleSettings settings) {
            return connmark(Marks.ACCEPT, settings) + " -j RETURN";
        }
    },
    /**
     * A refused packet comes again by verdict REPEAT with the drop mark. Only a packet that goes on can save its
     * mark; the verdict DROP saves nothing.
     */
    SAVE_REFUSED {
        @Override
        String text(Family family, RuleSettings settings) {
            return "-m mark --mark " + mask(Marks.bits(Marks.DROP, settings.generation())) + SAVE_MARK;
        }
    },
    /** Refused connections, the packet of the rule above included. */
    REFUSED {
        @Override
        String text(Family family, RuleSettings settings) {
            return connmark(Marks.DROP, settings) + " -j DROP";
        }
    },
    /** Connections that are read, TCP. Before the sets: what is read was decided. */
    READ_TCP {
        @Override
        String text(Family family, RuleSettings settings) {
            return "-p tcp " + connmark(Marks.READ, settings) + queue(settings.readQueue(), settings);
        }
    },
    /** Contents that a worker reads from its tap, if there is credit for them; see {@link TapRule}. */
    CONTENT_ON_CREDIT {
        @Override
        String text(Family family, RuleSettings settings) {
            return contents(settings) + String.format(" -m connmark ! --mark 0x0/0x%x -j %s", Marks.TAPPED_BY,
                MangleTable.TAP_CHAIN);
        }
    },
    /**
     * Contents that a worker reads from its tap: as they leave they say whose. What has nothing but these bits is not
     * saved ({@link #SAVED}), so that a packet that was under way does not undo what was decided meanwhile.
     */
    CONTENT_TAPPED {
        @Override
        String text(Family family, RuleSettings settings) {
            return contents(settings)
                + String.format(" -j CONNMARK --restore-mark --nfmask 0x%1$x --ctmask 0x%1$x", Marks.TAPPED_BY);
        }
    },
    /**
     * Contents that nobody wants to see, or not before they go on, on their way from the server. How a connection
     * begins and ends is always shown, and what is urgent.
     */
    CONTENT {
        @Override
        String text(Family family, RuleSettings settings) {
            return contents(settings) + " -j RETURN";
        }
    },
    /** Their receiver says that it has them. */
    CONTENT_RECEIVED {
        @Override
        String text(Family family, RuleSettings settings) {
            return "-p tcp " + leftToTheKernel(settings) + acknowledgement(family) + " -j RETURN";
        }
    },
    /** What the client says meanwhile. */
    READ_CLIENT {
        @Override
        String text(Family family, RuleSettings settings) {
            return "-p tcp " + leftToTheKernel(settings) + queue(settings.readQueue(), settings);
        }
    },
    /** Connections that are read, UDP. */
    READ_UDP {
        @Override
        String text(Family family, RuleSettings settings) {
            return "-p udp " + connmark(Marks.READ, settings) + queue(settings.readQueue(), settings);
        }
    },
    /**
     * Acknowledgements without payload, also those of SYNs, of connections that are not decided yet: there is nothing
     * in them to be classified. What it saves is not the packet but the time: a sender that saw the way through user
     * space in the first round trip makes segments of a few KB ever after (tcp_tso_rtt_log), which cost as much as
     * large ones.
     */
    WITHOUT_PAYLOAD {
        @Override
        String text(Family family, RuleSettings settings) {
            return "-p tcp" + acknowledgement(family) + " -j RETURN";
        }
    },
    /** New TCP connections of refused pairs. */
    NEW_REFUSED_TCP {
        @Override
        String text(Family family, RuleSettings settings) {
            return "-p tcp --syn" + refusedSet(family);
        }
    },
    /**
     * Datagrams of refused pairs. One whose connection was answered already belongs to a flow that was let
     * through, and stays with it; datagrams that conntrack does not follow are new each time.
     */
    NEW_REFUSED_UDP {
        @Override
        String text(Family family, RuleSettings settings) {
            return "-p udp -m conntrack ! --ctstate ESTABLISHED" + refusedSet(family);
        }
    },
    /** Everything not decided yet, TCP. */
    CLASSIFY_TCP {
        @Override
        String text(Family family, RuleSettings settings) {
            return "-p tcp" + queue(settings.classifyQueue(), settings);
        }
    },
    /** Everything not decided yet, UDP. */
    CLASSIFY_UDP {
        @Override
        String text(Family family, RuleSettings settings) {
            return "-p udp" + queue(settings.classifyQueue(), settings);
        }
    },
    /** In {@value MangleTable#SAVE_CHAIN}: what verdicts said becomes the connection's mark. */
    SAVED {
        @Override
        String text(Family family, RuleSettings settings) {
            return String.format("-m mark ! --mark 0x0/0x%x", Marks.DOING) + SAVE_MARK;
        }

        @Override
        String chain() {
            return MangleTable.SAVE_CHAIN;
        }
    };

    private static final String SAVE_MARK =
        String.format(" -j CONNMARK --save-mark --nfmask 0x%1$x --ctmask 0x%1$x", Marks.MASK);

    /** The rule as the restore command reads it, from its first match on. */
    abstract String text(Family family, RuleSettings settings);

    /** The chain that the rule stands in. */
    String chain() {
        return MangleTable.CHAIN;
    }

    private static String acknowledgement(Family family) {
        return " -m tcp --tcp-flags FIN,RST,ACK ACK -m bpf --bytecode \"" + family.withoutPayload() + "\"";
    }

    private static String connmark(int markClass, RuleSettings settings) {
        return "-m connmark --mark " + mask(Marks.bits(markClass, settings.generation()));
    }

    /** Connections whose contents are the kernel's, read from a tap or not. */
    private static String leftToTheKernel(RuleSettings settings) {
        return String.format("-m connmark --mark 0x%x/0x%x",
            Marks.bits(Marks.READ_CLIENT, settings.generation()), Marks.MASK & ~Marks.TAPPED_BY);
    }

    private static String contents(RuleSettings settings) {
        return "-p tcp " + leftToTheKernel(settings)
            + " -m conntrack --ctdir REPLY -m tcp --tcp-flags SYN,FIN,RST,URG NONE";
    }

    private static String mask(int bits) {
        return String.format("0x%x/0x%x", bits, Marks.MASK);
    }

    private static String refusedSet(Family family) {
        return " -m set --match-set " + family.refusedSet() + " src,dst,dst -j DROP";
    }

    /** One queue by its number; several by the hash of the address pair, which is the same for both lanes. */
    private static String queue(int first, RuleSettings settings) {
        String queues = settings.workers() == 1 ? " --queue-num " + first
            : " --queue-balance " + first + ":" + (first + settings.workers() - 1);
        return " -j NFQUEUE" + queues + (settings.bypass() ? " --queue-bypass" : "");
    }
}
