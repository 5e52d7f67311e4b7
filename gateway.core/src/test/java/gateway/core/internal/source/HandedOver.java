package gateway.core.internal.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a capture handed over.
 *
 * @param bytes of the packet that were there
 * @param length of the packet
 * @param micros the capture's clock
 */
record HandedOver(byte[] bytes, int length, long micros) {
    static List<HandedOver> of(Path folder, CaptureBytes capture) throws Exception {
        return of(folder, capture.toBytes());
    }

    static List<HandedOver> of(Path folder, byte[] capture) throws Exception {
        return of(Files.write(folder.resolve("test.pcap"), capture));
    }

    static List<HandedOver> of(Path file) {
        List<HandedOver> all = new ArrayList<>();
        try (CaptureFile source = new CaptureFile(file)) {
            int handed;
            do {
                handed = source.poll(packet -> {
                    byte[] bytes = new byte[packet.captured];
                    packet.bytes.get(packet.offset, bytes);
                    all.add(new HandedOver(bytes, packet.length, source.nowMicros()));
                }, 0);
            } while (handed >= 0);
        }
        return all;
    }
}
