package gateway.localizer.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WatchedTest {
    private static final int MOST = 1000;
    private static final long MINUTE = 60_000;

    @TempDir
    private Path folder;
    private final List<String> log = new ArrayList<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "one";
    private volatile int asked;
    private volatile String condition = "";

    @AfterEach
    void end() {
        Optional.ofNullable(server).ifPresent(running -> running.stop(0));
    }

    @Test
    void shouldReadAFileAndReadItAgainWhenItHasChangedAndSettled() throws IOException {
        Path file = write("one", 1);
        Watched<String> watched = file(file);
        assertTrue(watched.refresh(10));
        assertEquals(Optional.of("one"), watched.value());
        assertEquals(10, watched.sinceMillis());
        assertFalse(watched.refresh(11));
        write("two", 2);
        assertFalse(watched.refresh(12), "it may be being written");
        write("three", 3);
        assertFalse(watched.refresh(13), "it is being written");
        assertTrue(watched.refresh(14));
        assertEquals(Optional.of("three"), watched.value());
        assertEquals(List.of(), log);
    }

    @Test
    void shouldReadAFileThatIsRenamedIntoItsPlace() throws IOException {
        Watched<String> watched = file(write("one", 1));
        watched.refresh(0);
        Path next = Files.writeString(folder.resolve("next"), "two");
        Files.setLastModifiedTime(next, FileTime.fromMillis(1));
        Files.move(next, folder.resolve("file"), StandardCopyOption.REPLACE_EXISTING);
        assertFalse(watched.refresh(1));
        assertTrue(watched.refresh(2));
        assertEquals(Optional.of("two"), watched.value());
    }

    @Test
    void shouldKeepWhatWasGoodAndSayFileAndReason() throws IOException {
        Path file = write("one", 1);
        Watched<String> watched = file(file);
        watched.refresh(0);
        write("bad", 2);
        watched.refresh(1);
        assertFalse(watched.refresh(2));
        assertEquals(Optional.of("one"), watched.value());
        assertEquals(file + ": it is bad", watched.problem());
        watched.refresh(3);
        assertEquals(List.of(file + ": it is bad; what it said before is kept"), log);
        write("two", 3);
        watched.refresh(4);
        assertTrue(watched.refresh(5));
        assertEquals("", watched.problem());
        assertEquals(2, log.size());
    }

    @Test
    void shouldKeepWhatAFileSaidThatIsGoneAndReadItWhenItIsBack() throws IOException {
        Path file = write("one", 1);
        Watched<String> watched = file(file);
        watched.refresh(0);
        Files.delete(file);
        watched.refresh(1);
        assertEquals(file + ": there is no such file", watched.problem());
        assertEquals(Optional.of("one"), watched.value());
        write("one", 1);
        watched.refresh(2);
        watched.refresh(3);
        assertEquals("", watched.problem());
    }

    @Test
    void shouldStartWithoutAFileAndTakeItWhenItComes() throws IOException {
        Watched<String> watched = file(folder.resolve("file"));
        assertFalse(watched.refresh(0));
        assertEquals(Optional.empty(), watched.value());
        write("one", 1);
        watched.refresh(1);
        watched.refresh(2);
        assertEquals(Optional.of("one"), watched.value());
    }

    @Test
    void shouldRefuseAFolderAndAFileThatIsTooLarge() throws IOException {
        Watched<String> dir = file(folder);
        dir.refresh(0);
        assertEquals(folder + ": it is not a file", dir.problem());
        Path file = write("x".repeat(MOST + 1), 1);
        Watched<String> large = file(file);
        large.refresh(0);
        assertEquals(file + ": it is larger than 1000 bytes", large.problem());
    }

    @Test
    void shouldSurviveWhateverReadingThrows() throws IOException {
        Path file = write("one", 1);
        Watched<String> watched = Watched.file(file, MOST, bytes -> {
            throw new StackOverflowError();
        }, log::add);
        assertFalse(watched.refresh(0));
        assertEquals(file + ": StackOverflowError", watched.problem());
    }

    @Test
    void shouldFetchAgainAfterAWhileAndOnlyIfItHasChanged() throws IOException {
        Watched<String> watched = web(serve());
        assertTrue(watched.refresh(0));
        assertEquals(Optional.of("one"), watched.value());
        assertFalse(watched.refresh(10 * MINUTE - 1));
        assertEquals(1, asked);
        assertFalse(watched.refresh(10 * MINUTE));
        assertEquals(2, asked);
        assertEquals("\"one\"", condition);
        body = "two";
        assertTrue(watched.refresh(20 * MINUTE));
        assertEquals(Optional.of("two"), watched.value());
    }

    @Test
    void shouldKeepWhatAServerSaidThatFailsAndAskAgainSoon() throws IOException {
        Watched<String> watched = web(serve());
        watched.refresh(0);
        status = 500;
        assertFalse(watched.refresh(10 * MINUTE));
        assertTrue(watched.problem().endsWith("/map: the server answers 500"), watched.problem());
        assertEquals(Optional.of("one"), watched.value());
        status = 200;
        body = "two";
        assertTrue(watched.refresh(11 * MINUTE));
        assertEquals("", watched.problem());
    }

    @Test
    void shouldRefuseMoreBytesThanAllowed() throws IOException {
        body = "x".repeat(MOST + 1);
        Watched<String> watched = web(serve());
        assertFalse(watched.refresh(0));
        assertTrue(watched.problem().endsWith("the server sends more than 1000 bytes"), watched.problem());
    }

    @Test
    void shouldSayThatNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Watched<String> watched = web(URI.create("http://127.0.0.1:" + port + "/map"));
        watched.refresh(0);
        assertTrue(watched.problem().endsWith("the server does not accept connections"), watched.problem());
    }

    /** A server that takes the connection and is silent would keep the thread for ten seconds. */
    @Test
    @Timeout(60)
    void shouldEndAFetchWhenItIsClosed() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Watched<String> watched = web(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/map"));
            Thread thread = new Thread(() -> watched.refresh(0));
            thread.start();
            silent.accept().getInputStream().read();
            watched.close();
            thread.join();
            assertFalse(watched.problem().isEmpty() || watched.problem().contains("in time"), watched.problem());
        }
    }

    private URI serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/map", this::answer);
        server.start();
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/map");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String tag = '"' + body + '"';
        condition = Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-None-Match")).orElse("");
        asked++;
        if (status == 200 && tag.equals(condition)) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private Watched<String> file(Path path) {
        return Watched.file(path, MOST, WatchedTest::read, log::add);
    }

    private Watched<String> web(URI address) {
        return Watched.web(address, "text/plain", MOST, 10 * MINUTE, WatchedTest::read, log::add);
    }

    private static String read(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.equals("bad")) {
            throw new IOException("it is bad");
        }
        return text;
    }

    private Path write(String text, long changedMillis) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), text);
        return Files.setLastModifiedTime(file, FileTime.fromMillis(changedMillis));
    }
}
