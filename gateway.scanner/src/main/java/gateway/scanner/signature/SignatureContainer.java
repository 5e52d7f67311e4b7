package gateway.scanner.signature;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * A .cvd or .cld file, as freshclam keeps them: 512 bytes that say what it is, then a tar archive, compressed or not,
 * with files of signatures.
 */
final class SignatureContainer {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int GZIP = 0x1f;

    private SignatureContainer() {
    }

    static Survey read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            String[] head = new String(block(in), StandardCharsets.ISO_8859_1).trim().split(":");
            if (!head[0].equals("ClamAV-VDB") || head.length < 9) {
                throw new IOException(file + " is no container of signatures");
            }
            Survey said = new Survey(Long.parseLong(head[3]), TimeUnit.SECONDS.toMillis(Long.parseLong(head[8])), 0);
            return said.and(archive(in));
        } catch (NumberFormatException e) {
            throw new IOException(file + " has a broken head", e);
        }
    }

    private static Survey archive(InputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        InputStream tar = first == GZIP ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
        Survey all = Survey.NOTHING;
        for (byte[] head = block(tar); head[0] != 0; head = block(tar)) {
            String name = text(head, 0, NAME_BYTES);
            long size = Long.parseLong(text(head, SIZE_AT, SIZE_BYTES), 8);
            if (size < 0) {
                throw new IOException("a file in a container of signatures has no size");
            }
            Entry entry = new Entry(tar, size);
            if (SignatureLines.matchBytes(name)) {
                all = all.and(new Survey(0, 0, SignatureLines.read(name, entry).longestSpan()));
            }
            entry.passOver();
            tar.skipNBytes(-size & BLOCK - 1);
        }
        return all;
    }

    private static String text(byte[] head, int at, int length) {
        return new String(head, at, length, StandardCharsets.ISO_8859_1).replaceFirst("[\\x00 ].*$", "");
    }

    /** The next block; one of zeroes at the end. */
    private static byte[] block(InputStream in) throws IOException {
        byte[] block = new byte[BLOCK];
        int read = in.readNBytes(block, 0, BLOCK);
        if (read != 0 && read != BLOCK) {
            throw new EOFException("a container of signatures ends early");
        }
        return block;
    }

    /** One file of the archive. */
    private static final class Entry extends FilterInputStream {
        private long left;

        Entry(InputStream tar, long size) {
            super(tar);
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = super.read(into, offset, (int) Math.min(length, left));
            if (count > 0) {
                left -= count;
            }
            return count;
        }

        void passOver() throws IOException {
            super.in.skipNBytes(left);
            left = 0;
        }
    }
}
