package gateway.core.internal.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file so that it is there as it was or as it will be, never in between, whatever fails. */
public final class WholeFile {
    private WholeFile() {
    }

    /** Writes beside it and puts it in its place; it keeps its mode. */
    public static void write(Path path, byte[] bytes) throws IOException {
        Path beside = path.resolveSibling("." + path.getFileName() + ".new");
        try {
            try (FileChannel out = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            if (Files.exists(path)) {
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(path));
            }
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
