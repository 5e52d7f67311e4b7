package gateway.lab.speaker;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.process.RunningProgram;
import gateway.lab.traffic.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Viewers in one program, at addresses of one host, that ask when they are told to; see {@link PpstreamAsker}. */
public final class PpstreamViewers implements AutoCloseable {
    private final RunningProgram program;
    private final OutputStream orders;
    private final BufferedReader answers;

    private PpstreamViewers(RunningProgram program) {
        this.program = program;
        orders = program.process().getOutputStream();
        answers = program.process().inputReader(StandardCharsets.US_ASCII);
    }

    /** Starts the program for one channel. */
    public static PpstreamViewers start(Laboratory laboratory, Host host, String channel) {
        return new PpstreamViewers(
            new JavaProgram(PpstreamAsker.class).piped(laboratory, host, Ppstream.PORT, channel));
    }

    /** Has a viewer ask a server for a list of peers; returns when that is there. */
    public void told(String viewer, Host server) {
        order("told " + viewer + " " + server.address4() + ":" + Ppstream.SERVERS, 1);
    }

    /** Has a viewer ask a peer for so many parts, a datagram each; returns when all answers are there. */
    public void ask(String viewer, String peer, int parts) {
        order("ask " + viewer + " " + peer + ":" + Ppstream.PORT + " " + parts, parts);
    }

    private void order(String order, int expected) {
        try {
            orders.write((order + "\n").getBytes(StandardCharsets.US_ASCII));
            orders.flush();
            String answer = answers.readLine();
            if (!Integer.toString(expected).equals(answer)) {
                throw new LabException("viewers of PPStream: " + order + ": " + answer + " came");
            }
        } catch (IOException e) {
            throw new LabException("viewers of PPStream: " + order + ": " + e.getMessage(), e);
        }
    }

    /** Processor time of the program so far. */
    public Duration cpu() {
        return program.cpu();
    }

    @Override
    public void close() {
        program.close();
    }
}
