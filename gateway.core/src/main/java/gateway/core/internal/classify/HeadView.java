package gateway.core.internal.classify;

import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;

/**
 * The head of the flow whose packet is looked at: what is stored, and the newest packet where it lies. One object a
 * worker. A flow that is recognised by its first packet, as most are, is never copied.
 */
final class HeadView implements Head {
    /** A view for every question, so that no answer changes under the eyes of who asked another one. */
    private final ByteView[] payloads = views(Head.MAX_PACKETS);
    private final ByteView[] streams = views(Direction.values().length);
    private final ByteView nothing = new ByteView();
    private StoredHead earlier;
    private ByteView newest;
    private Direction newestDirection;
    private int newestLength;
    private boolean datagrams;

    /**
     * Shows a head.
     *
     * @param earlier with the newest packet already added to it; null if there is only the newest
     */
    HeadView show(StoredHead earlier, ByteView newest, Direction direction, int wireLength, boolean datagrams) {
        this.earlier = earlier;
        this.newest = newest;
        this.newestDirection = direction;
        this.newestLength = wireLength;
        this.datagrams = datagrams;
        return this;
    }

    @Override
    public int packets() {
        return earlier == null ? 1 : earlier.packets();
    }

    @Override
    public Direction direction(int index) {
        return earlier == null ? newestDirection : earlier.direction(index);
    }

    @Override
    public ByteView payload(int index) {
        return index == packets() - 1 ? newest : earlier.payload(index, payloads[index]);
    }

    @Override
    public int payloadLength(int index) {
        return earlier == null ? newestLength : earlier.length(index);
    }

    @Override
    public ByteView stream(Direction direction) {
        if (earlier == null) {
            return direction == newestDirection ? newest : nothing;
        }
        ByteView into = streams[direction.ordinal()];
        return datagrams ? earlier.firstDatagram(direction, into) : earlier.stream(direction, into);
    }

    private static ByteView[] views(int count) {
        ByteView[] views = new ByteView[count];
        for (int i = 0; i < count; i++) {
            views[i] = new ByteView();
        }
        return views;
    }
}
