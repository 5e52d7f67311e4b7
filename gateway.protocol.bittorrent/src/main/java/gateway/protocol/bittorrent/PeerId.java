package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import java.util.Map;

/** Peer ids (BEP 20): which program is behind one. */
final class PeerId {
    /** Bytes of a peer id. */
    static final int LENGTH = 20;
    private static final int VERSION_DIGITS = 4;
    private static final int MAX_NUMBERS = 3;
    private static final int MAX_NUMBER_DIGITS = 3;

    /** The two letters of Azureus-style ids; BEP 20 and what clients use today. */
    private static final Map<String, String> AZUREUS_STYLE = Map.ofEntries(
        Map.entry("7T", "aTorrent"), Map.entry("AB", "AnyEvent BitTorrent"), Map.entry("AG", "Ares"),
        Map.entry("A~", "Ares"), Map.entry("A2", "aria2"), Map.entry("AR", "Arctic"), Map.entry("AT", "Artemis"),
        Map.entry("AV", "Avicora"), Map.entry("AX", "BitPump"), Map.entry("AZ", "Vuze"), Map.entry("BB", "BitBuddy"),
        Map.entry("BC", "BitComet"), Map.entry("BE", "BitTorrent SDK"), Map.entry("BF", "BitFlu"),
        Map.entry("BG", "BTG"), Map.entry("BI", "BiglyBT"), Map.entry("BL", "BitBlinder"),
        Map.entry("BP", "BitTorrent Pro"), Map.entry("BR", "BitRocket"), Map.entry("BS", "BTSlave"),
        Map.entry("BT", "BitTorrent"), Map.entry("BW", "BitWombat"), Map.entry("BX", "BittorrentX"),
        Map.entry("CD", "Enhanced CTorrent"), Map.entry("CT", "CTorrent"), Map.entry("DE", "Deluge"),
        Map.entry("DP", "Propagate"), Map.entry("EB", "EBit"), Map.entry("ES", "Electric Sheep"),
        Map.entry("FC", "FileCroc"), Map.entry("FD", "Free Download Manager"), Map.entry("FT", "FoxTorrent"),
        Map.entry("FW", "FrostWire"), Map.entry("FX", "Freebox"), Map.entry("GR", "GetRight"),
        Map.entry("GS", "GSTorrent"), Map.entry("HL", "Halite"), Map.entry("HN", "Hydranode"),
        Map.entry("KG", "KGet"), Map.entry("KT", "KTorrent"), Map.entry("LC", "LeechCraft"), Map.entry("LH", "LH-ABC"),
        Map.entry("LP", "Lphant"), Map.entry("LT", "libtorrent (Rasterbar)"), Map.entry("LW", "LimeWire"),
        Map.entry("MO", "MonoTorrent"), Map.entry("MP", "MooPolice"), Map.entry("MR", "Miro"),
        Map.entry("MT", "MoonlightTorrent"), Map.entry("NX", "Net Transport"), Map.entry("OT", "OmegaTorrent"),
        Map.entry("PC", "CacheLogic"), Map.entry("PD", "Pando"), Map.entry("PI", "PicoTorrent"),
        Map.entry("QD", "QQDownload"), Map.entry("QT", "Qt 4 Torrent example"), Map.entry("RT", "Retriever"),
        Map.entry("RZ", "RezTorrent"), Map.entry("SB", "Swiftbit"), Map.entry("SD", "Thunder"),
        Map.entry("SM", "SoMud"), Map.entry("SN", "ShareNET"), Map.entry("SS", "SwarmScope"),
        Map.entry("ST", "SymTorrent"), Map.entry("SZ", "Shareaza"), Map.entry("TB", "Torch"),
        Map.entry("TE", "Terasaur"), Map.entry("TL", "Tribler"), Map.entry("TN", "TorrentDotNET"),
        Map.entry("TR", "Transmission"), Map.entry("TS", "Torrentstorm"), Map.entry("TT", "TuoTu"),
        Map.entry("TX", "Tixati"), Map.entry("UL", "uLeecher!"), Map.entry("UM", "uTorrent for Mac"),
        Map.entry("UT", "uTorrent"), Map.entry("UW", "uTorrent Web"), Map.entry("VG", "Vagaa"),
        Map.entry("WD", "WebTorrent Desktop"), Map.entry("WT", "BitLet"), Map.entry("WW", "WebTorrent"),
        Map.entry("WY", "FireTorrent"), Map.entry("XF", "Xfplay"), Map.entry("XL", "Xunlei"),
        Map.entry("XT", "XanTorrent"), Map.entry("XX", "Xtorrent"), Map.entry("ZT", "ZipTorrent"),
        Map.entry("lt", "libTorrent (Rakshasa)"), Map.entry("pb", "pbTorrent"), Map.entry("qB", "qBittorrent"),
        Map.entry("st", "sharktorrent"));

    /** What ids begin with that go on with numbers and dashes. */
    private static final Map<String, String> DASHED_STYLE =
        Map.of("M", "BitTorrent", "Q", "Queen Bee", "A2-", "aria2");

    private PeerId() {
    }

    /** Whether the id at {@code at} has the common form {@code -XX1234-}. */
    static boolean isAzureusStyle(ByteView bytes, int at) {
        if (at + LENGTH > bytes.length() || bytes.u8(at) != '-' || bytes.u8(at + 7) != '-') {
            return false;
        }
        for (int i = 1; i < 7; i++) {
            int b = bytes.u8(at + i);
            if (!Character.isLetterOrDigit(b) && !(b == '~' && i == 2) || b > 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** The program and its version, for instance {@code qBittorrent 4.5.2.0}; empty where the id does not say. */
    static String client(ByteView bytes, int at) {
        if (isAzureusStyle(bytes, at)) {
            String name = AZUREUS_STYLE.getOrDefault(bytes.text(at + 1, 2), bytes.text(at + 1, 2));
            return name + " " + String.join(".", bytes.text(at + 3, VERSION_DIGITS).split(""));
        }
        return dashedStyle(bytes, at);
    }

    /** {@code M7-9-2--}, {@code A2-1-36-0-} and their like. */
    private static String dashedStyle(ByteView bytes, int at) {
        for (Map.Entry<String, String> style : DASHED_STYLE.entrySet()) {
            if (bytes.matches(at, Ascii.bytes(style.getKey()))) {
                String version = numbers(bytes, at + style.getKey().length(), at + LENGTH);
                return version.isEmpty() ? "" : style.getValue() + " " + version;
            }
        }
        return "";
    }

    /** The numbers at {@code at} that a dash follows each, joined by dots. */
    private static String numbers(ByteView bytes, int at, int end) {
        StringBuilder numbers = new StringBuilder();
        int start = at;
        for (int count = 0; count < MAX_NUMBERS; count++) {
            int stop = start;
            while (stop < end - 1 && stop - start < MAX_NUMBER_DIGITS && Bencode.isDigit(bytes.u8(stop))) {
                stop++;
            }
            if (stop == start || bytes.u8(stop) != '-') {
                break;
            }
            numbers.append(count == 0 ? "" : ".").append(bytes.text(start, stop - start));
            start = stop + 1;
        }
        return numbers.toString();
    }
}
