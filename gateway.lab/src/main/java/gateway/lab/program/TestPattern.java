package gateway.lab.program;

import gateway.lab.LabException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Harmless bytes that the scanner's own signatures find, and files with them. */
public final class TestPattern {
    /** Found at any place of a file: {@code P2PADM.Test.Anywhere}. */
    private static final byte[] ANYWHERE = HexFormat.of().parseHex("3c50325041444d207363616e6e657220746573742070617474"
        + "65726e3a206861726d6c6573732c206d61746368657320616e7977686572652c208e17d4523e");
    /** The test file of the EICAR, in hexadecimal so that this file is none. */
    private static final byte[] EICAR = HexFormat.of().parseHex("58354f2150254041505b345c505a58353428505e2937434329377d"
        + "2445494341522d5354414e444152442d414e544956495255532d544553542d46494c452124482b482a");

    private TestPattern() {
    }

    /** How long the pattern is that is found at any place. */
    public static int length() {
        return ANYWHERE.length;
    }

    /** Random bytes without it. */
    public static byte[] clean(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /** Random bytes with it from {@code at} on. */
    public static byte[] infected(int length, int at, long seed) {
        byte[] bytes = clean(length, seed);
        System.arraycopy(ANYWHERE, 0, bytes, at, ANYWHERE.length);
        return bytes;
    }

    /** The EICAR's file. */
    public static byte[] eicar() {
        return EICAR.clone();
    }

    /** An archive with the EICAR's file, behind another one. */
    public static byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("clean"));
            zip.write(clean(100_000, 1));
            zip.putNextEntry(new ZipEntry("eicar"));
            zip.write(EICAR);
        } catch (IOException e) {
            throw new LabException("cannot make an archive: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }
}
