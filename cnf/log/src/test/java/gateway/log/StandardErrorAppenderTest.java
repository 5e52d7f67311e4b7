package gateway.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardErrorAppenderTest {
    @TempDir
    private Path folder;
    private final LoggerContext context = new LoggerContext();

    private StandardErrorAppender log(OutputStream stream) {
        context.setMDCAdapter(new LogbackMDCAdapter());
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        StandardErrorAppender appender = new StandardErrorAppender(stream);
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger("gateway").addAppender(appender);
        return appender;
    }

    @Test
    void shouldGoOnWhereAnInterruptedThreadLogsWhileTheShellHasReplacedStandardError() throws IOException {
        Path file = folder.resolve("log");
        PrintStream before = System.err;
        try (FileOutputStream stream = new FileOutputStream(file.toFile())) {
            log(stream);
            System.setErr(new PrintStream(Channels.newOutputStream(Channels.newChannel(stream)), true));
            Thread.currentThread().interrupt();
            context.getLogger("gateway").info("interrupted");
            assertTrue(Thread.interrupted());
            context.getLogger("gateway").info("after it");
        } finally {
            System.setErr(before);
        }
        assertEquals("interrupted\nafter it\n", Files.readString(file));
    }

    @Test
    void shouldLeaveTheStreamOpenWhenLoggingEnds() throws IOException {
        Path file = folder.resolve("log");
        try (FileOutputStream stream = new FileOutputStream(file.toFile())) {
            log(stream).stop();
            stream.write('x');
        }
        assertEquals("x", Files.readString(file));
    }
}
