package gateway.api.operation;

import gateway.api.packet.IpAddress;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is known of near and far peers, what is done with it, and the layouts of lists that were learnt. Packets do not
 * wait for any of it.
 */
@ProviderType
public interface LocalityDirectory {
    /** The most contents that are answered at once, and the most peers of each. */
    int MAX_LINES = 200;

    /**
     * How things stand now.
     *
     * @param contents how many, 1 to {@link #MAX_LINES}
     * @param peers how many of each, 1 to {@link #MAX_LINES}
     * @throws NotAnswering where it cannot be seen now
     * @throws IllegalArgumentException for a number out of range
     */
    LocalityPicture look(int contents, int peers) throws NotAnswering;

    /**
     * How far a peer is from a client, and why, in sentences.
     *
     * @throws NotAnswering where nobody knows, or who does fails
     */
    List<String> explain(IpAddress client, IpAddress peer) throws NotAnswering;

    /**
     * The layouts in use as a file, which {@link #adoptLayouts} takes.
     *
     * @throws NotAnswering where nobody learns layouts, or who does fails
     */
    String exportLayouts() throws NotAnswering;

    /**
     * Takes layouts into use, beside those that are there; none of a file that is not right as a whole.
     *
     * @param file as {@link #exportLayouts} makes them
     * @return how many it has
     * @throws NotAnswering where nobody learns layouts, or who does fails
     * @throws IllegalArgumentException with what is wrong with the file, in a sentence without its end
     */
    int adoptLayouts(String file) throws NotAnswering;

    /**
     * Forgets a layout, which may then be learnt again.
     *
     * @return whether there was such a layout
     * @throws NotAnswering where nobody learns layouts, or who does fails
     */
    boolean forgetLayout(String layout) throws NotAnswering;
}
