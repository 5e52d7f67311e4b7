package gateway.protocol.bittorrent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Messages made up after the BEPs: info-hash 10..23, peers 10.0.0.1:6881 and 203.0.113.9:6882. */
final class Vectors {
    static final String INFO_HASH = "101112131415161718191a1b1c1d1e1f20212223";
    static final byte[] HANDSHAKE = Ascii.hex("13426974546f7272656e742070726f746f636f6c0000000000100005" + INFO_HASH
        + "2d5858303030312d6162636465666768696a6b6c");
    static final byte[] EXTENDED = Ascii.hex(
        "00000025140064313a6d6431313a75745f6d65746164617461693265363a75745f7065786931656565");
    static final byte[] CONNECT = Ascii.hex("00000417271019800000000011223344");
    static final byte[] CONNECTED = Ascii.hex("00000000112233440102030405060708");
    static final byte[] ANNOUNCE = Ascii.hex("01020304050607080000000155667788" + INFO_HASH
        + "2d5858303030312d6162636465666768696a6b6c000000000000000000000000000003e80000000000000000"
        + "0000000200000000cafebabeffffffff1ae1");
    static final byte[] ANNOUNCED = Ascii.hex("00000001556677880000070800000001000000020a0000011ae1cb0071091ae2");
    static final byte[] ERROR = Ascii.hex("0000000355667788626c6f636b656420627920706f6c696379");
    static final byte[] PEERS = Ascii.hex("0a0000011ae1cb0071091ae2");
    static final byte[] PING = Ascii.bytes("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe");
    static final byte[] GET_PEERS = join(Ascii.bytes("d1:ad2:id20:abcdefghij01234567899:info_hash20:"),
        Ascii.hex(INFO_HASH), Ascii.bytes("e1:q9:get_peers1:t2:aa1:y1:qe"));
    static final byte[] VALUES = Ascii.hex("64313a7264323a696432303a6162636465666768696a30313233343536373839353a"
        + "746f6b656e343a746f6b6e363a76616c7565736c363a0a0000011ae1363acb0071091ae26565313a74323a6161313a79313a7265");
    static final byte[] ANNOUNCE_PEER = join(
        Ascii.bytes("d1:ad2:id20:abcdefghij01234567899:info_hash20:"), Ascii.hex(INFO_HASH),
        Ascii.bytes("4:porti6881e5:token4:tokne1:q13:announce_peer1:t2:ab1:y1:qe"));
    static final byte[] UTP_SYN = Ascii.hex("4100530210eeb2f000000000000f000000010000");
    static final byte[] UTP_STATE = Ascii.hex("2100530210eeb3f000000100000f000077770001");
    static final String LSD = "BT-SEARCH * HTTP/1.1\r\nHost: 239.192.152.143:6771\r\nPort: 6881\r\nInfohash: "
        + INFO_HASH + "\r\ncookie: 1a2b\r\n\r\n\r\n";
    static final String ANNOUNCE_TARGET = "/announce?info_hash="
        + "%10%11%12%13%14%15%16%17%18%19%1a%1b%1c%1d%1e%1f%20!%22%23"
        + "&peer_id=-XX0001-abcdefghijkl&port=6881&uploaded=0&downloaded=0&left=1000&compact=1&event=started";
    static final String COMPACT_REPLY = "d8:completei1e10:incompletei2e8:intervali1800e5:peers12:"
        + new String(PEERS, StandardCharsets.ISO_8859_1) + "e";
    static final String DICTIONARY_REPLY = "d8:intervali1800e5:peersld2:ip8:10.0.0.17:peer id20:abcdefghij0123456789"
        + "4:porti6881eed2:ip11:203.0.113.94:porti6882eeee";

    private Vectors() {
    }

    /** A DATA packet from the initiator of {@link #UTP_SYN}'s connection. */
    static byte[] utpData(int sequence, byte[] payload) {
        byte[] header = Ascii.hex("0100530310eeb4f000000100000f000000010077");
        header[16] = (byte) (sequence >> 8);
        header[17] = (byte) sequence;
        return join(header, payload);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
