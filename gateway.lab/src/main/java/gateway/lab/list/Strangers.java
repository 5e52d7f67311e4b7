package gateway.lab.list;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.SplittableRandom;

/** Peers of all kinds, good and bad. In the laboratory's database 20.0.0.0/12 and 2400:81::/32 are near. */
final class Strangers {
    private static final String[] SPECIAL = {"0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.1.1",
        "172.16.0.1", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
        "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
        "fd00::1", "ff02::1", "2001:db8::1", "2002::1", "2001::1", "64:ff9b::1", "100::1", "3fff::1"};

    private final SplittableRandom random;
    private final IpAddress client;

    /** @param client whose own address is sometimes among them */
    Strangers(SplittableRandom random, IpAddress client) {
        this.random = random;
        this.client = client;
    }

    Endpoint next() {
        int port = random.nextInt(20) == 0 ? 0 : random.nextInt(65_536);
        return new Endpoint(address(), port);
    }

    private IpAddress address() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> IpAddress.v4(0x1400_0000 + random.nextInt(300));
            case 3, 4, 5 -> IpAddress.v4(0x2000_0000 + random.nextInt(1 << 26));
            case 6 -> new IpAddress(0x2400_0081_0000_0000L, random.nextInt(300));
            case 7 -> new IpAddress(0x2000_0000_0000_0000L | random.nextLong() >>> 3, random.nextLong());
            case 8 -> IpAddress.v4(random.nextInt());
            default -> random.nextInt(8) == 0 ? client
                : IpAddress.parse(SPECIAL[random.nextInt(SPECIAL.length)]).orElseThrow();
        };
    }
}
