package gateway.lab.program;

import gateway.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A file that is handed over in the laboratory.
 *
 * @param path where the original lies
 * @param bytes its length
 * @param sha256 its digest in hexadecimal
 */
public record SharedFile(Path path, long bytes, String sha256) {
    private static final int BLOCK = 1 << 16;

    /**
     * Makes a file of random bytes.
     *
     * @param bytes its length
     * @param seed the same seed makes the same file
     */
    public static SharedFile create(Path path, long bytes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(path)) {
            for (long left = bytes; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        } catch (IOException e) {
            throw new LabException("cannot write " + path + ": " + e.getMessage(), e);
        }
        return new SharedFile(path, bytes, digest(path));
    }

    /** Makes another file of one, by its first eight bytes: who remembers the one has not seen the other. */
    public static void stamp(Path file, long number) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(number).flip(), 0);
        } catch (IOException e) {
            throw new LabException("cannot change " + file + ": " + e.getMessage(), e);
        }
    }

    /** Deletes a folder that holds nothing but files. */
    public static void deleteFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new LabException("cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Its name without the directory. */
    public String name() {
        return path.getFileName().toString();
    }

    /** Whether a copy is complete and right. */
    public boolean sameAs(Path copy) {
        try {
            return Files.isRegularFile(copy) && Files.size(copy) == bytes && digest(copy).equals(sha256);
        } catch (IOException e) {
            return false;
        }
    }

    private static String digest(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new LabException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
