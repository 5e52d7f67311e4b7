package gateway.core.internal.appliance;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.core.internal.kernel.Conntrack;
import gateway.core.internal.kernel.RedirectTable;
import gateway.core.internal.kernel.RedirectTable.Entry;
import gateway.core.internal.redirect.RedirectKernel;
import gateway.core.internal.redirect.Redirection;
import java.io.IOException;
import java.util.List;

/** By nftables, which nobody needs who redirects nobody, and conntrack. */
final class KernelRedirects implements RedirectKernel {
    private final RedirectTable table;
    private final Conntrack conntrack;
    private boolean created;

    /** Takes away what an earlier run left: nobody would see to it that near peers answer. */
    KernelRedirects(RedirectTable table, Conntrack conntrack) throws IOException {
        this.table = table;
        this.conntrack = conntrack;
        if (RedirectTable.isPossible()) {
            table.remove();
        }
    }

    @Override
    public void change(List<Redirection> ended, List<Redirection> begun, int seconds) throws IOException {
        if (!created) {
            table.create();
            created = true;
        }
        table.change(entries(ended), entries(begun), seconds);
    }

    private static List<Entry> entries(List<Redirection> redirections) {
        return redirections.stream().map(each -> new Entry(each.client(), each.far(), each.near())).toList();
    }

    @Override
    public void forget(int protocol, IpAddress client, int clientPort, Endpoint far) throws IOException {
        conntrack.forget(protocol, client, clientPort, far);
    }

    @Override
    public void close() throws IOException {
        if (created) {
            table.remove();
        }
    }
}
