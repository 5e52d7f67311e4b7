package gateway.lab.appliance;

import gateway.lab.LabException;
import gateway.lab.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/**
 * The time of day that one program is shown, which can jump while it runs; what it measures time with does not, as when
 * an administrator sets a clock. By a few lines of C in front of the C library, since no namespace of the kernel has a
 * time of day of its own, and libfaketime has the JVM's timed waits end at once.
 */
public final class WallClock {
    private static final String SOURCE = "wallclock.c";

    private final Path offset;
    private final Path library;

    /** A clock that is right so far. */
    public WallClock(Path directory) {
        offset = directory.resolve("offset");
        library = directory.resolve("wallclock.so");
        jump(Duration.ZERO);
        compile(directory.resolve(SOURCE));
    }

    private void compile(Path source) {
        try (InputStream text = WallClock.class.getResourceAsStream(SOURCE)) {
            Files.copy(text, source);
        } catch (IOException e) {
            throw new LabException("cannot write " + source + ": " + e.getMessage(), e);
        }
        Command.run("tcc", "-shared", "-o", library.toString(), source.toString()).check();
    }

    /** What a program's environment needs so that it sees this clock. */
    public Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "WALL_CLOCK", offset.toString());
    }

    /** From now on it shows the right time and so much more. */
    public void jump(Duration ahead) {
        ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        seconds.putLong(0, ahead.toSeconds());
        try (FileChannel file = FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(seconds, 0);
        } catch (IOException e) {
            throw new LabException("cannot write " + offset + ": " + e.getMessage(), e);
        }
    }
}
