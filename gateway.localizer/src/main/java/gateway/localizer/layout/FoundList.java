package gateway.localizer.layout;

import gateway.api.locality.LearntList;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.List;

/**
 * A list that was found in a payload.
 *
 * @param layout the name of its layout
 * @param by its layout
 * @param content whose peers they are taken for
 * @param peers its peers, at least one
 */
record FoundList(String layout, Layout by, String content, List<ListedPeer> peers) implements LearntList {
    FoundList {
        peers = List.copyOf(peers);
    }

    @Override
    public boolean write(byte[] bytes, long first, List<ListedPeer> places, List<Endpoint> newPeers) {
        if (places.size() != newPeers.size()) {
            return false;
        }
        for (int i = 0; i < places.size(); i++) {
            if (!isPlace(places.get(i), first, bytes.length) || !isWritable(newPeers.get(i))) {
                return false;
            }
        }
        for (int i = 0; i < places.size(); i++) {
            int at = (int) (places.get(i).offset() - first) - by.from();
            by.form().write(bytes, at, by.twin(), newPeers.get(i));
        }
        return true;
    }

    private boolean isPlace(ListedPeer place, long first, int length) {
        long begin = peers.get(0).offset();
        long end = peers.get(peers.size() - 1).offset();
        return place.length() == by.span() && place.offset() >= begin && place.offset() <= end
            && (place.offset() - begin) % by.stride() == 0
            && place.offset() >= first && place.offset() - first <= length - by.span();
    }

    private boolean isWritable(Endpoint peer) {
        return peer.address().isV4() == by.form().v4() && peer.port() != 0;
    }
}
