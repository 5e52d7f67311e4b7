package gateway.lab.appliance;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import gateway.lab.LabException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** How many bytes each thread of another JVM has allocated on its heap, by that JVM's own exact counters. */
public final class Allocation implements AutoCloseable {
    /** The threads that answer these very questions. */
    private static final String MEASURING = "RMI ";

    private final JMXConnector connector;
    private final ThreadMXBean threads;

    private Allocation(JMXConnector connector, ThreadMXBean threads) {
        this.connector = connector;
        this.threads = threads;
    }

    /** Attaches to a JVM of this machine. */
    public static Allocation of(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            return new Allocation(connector, ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class));
        } catch (IOException | AttachNotSupportedException e) {
            throw new LabException("cannot look into JVM " + pid + ": " + e.getMessage(), e);
        }
    }

    /** Bytes allocated so far, by name of thread; threads of one name are added up, those that measure left out. */
    public Map<String, Long> byThread() {
        long[] ids = threads.getAllThreadIds();
        ThreadInfo[] infos = threads.getThreadInfo(ids);
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<String, Long> sums = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] != null && bytes[i] >= 0 && !infos[i].getThreadName().startsWith(MEASURING)) {
                sums.merge(infos[i].getThreadName(), bytes[i], Long::sum);
            }
        }
        return sums;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new LabException("cannot leave a JVM: " + e.getMessage(), e);
        }
    }
}
