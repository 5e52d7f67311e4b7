package gateway.lab.console.fake;

import gateway.api.operation.GatewayStatus;
import gateway.api.operation.GatewayStatus.Phase;
import gateway.api.operation.TrafficMeter;
import gateway.api.operation.TrafficSample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Ten minutes that follow from the clock alone, so that they go on by themselves. */
final class FakeMeter implements TrafficMeter {
    private static final long STEP = SAMPLE_SECONDS * 1000L;
    private static final String[] APPLICATIONS = {"bittorrent", "http", "pptv", "edonkey", "skype", "gnutella",
        "sopcast", "msn", "zattoo", "unidentified"};
    private static final double[] MEGABITS = {420, 260, 90, 40, 25, 12, 9, 6, 4, 60};

    private final Supplier<Scene> scene;
    private final long started = System.currentTimeMillis() - 3 * 3_600_000 - 723_000;

    FakeMeter(Supplier<Scene> scene) {
        this.scene = scene;
    }

    @Override
    public GatewayStatus status() {
        return switch (scene.get()) {
            case EMPTY -> new GatewayStatus(Phase.RUNNING, "Packets are looked at; none has come yet.",
                System.currentTimeMillis() - 8000, 2, "", true, 1, List.of());
            case BUSY -> new GatewayStatus(Phase.RUNNING, "Packets are looked at by 4 workers.", started, 4,
                "10.0.0.0/8, 2001:db8:1::/48", false, 4, List.of());
            case BROKEN -> new GatewayStatus(Phase.FAILED,
                "The rules could not be written: iptables says \"Permission denied (you must be root)\". "
                    + "Traffic passes unseen.", System.currentTimeMillis() - 95_000, 0, "lan0", false, 1,
                List.of("conf/gateway.policy-office-hours.cfg, line 4: time is wrong: \"Mon-Fry\" is no day",
                    "conf/gateway.intake.cfg, line 2: workers is a number from 1 to 64, not \"many\""));
        };
    }

    @Override
    public List<TrafficSample> samples(long sinceMillis) {
        if (scene.get() == Scene.EMPTY) {
            return List.of();
        }
        long newest = System.currentTimeMillis() / STEP * STEP - (scene.get() == Scene.BROKEN ? 96_000 : 0);
        List<TrafficSample> samples = new ArrayList<>();
        for (long at = newest - (MAX_SAMPLES - 1) * STEP; at <= newest; at += STEP) {
            if (at > sinceMillis) {
                samples.add(sample(at));
            }
        }
        return samples;
    }

    private static TrafficSample sample(long at) {
        Random random = new Random(at);
        Map<String, Long> bytes = new LinkedHashMap<>();
        double all = 0;
        for (int i = 0; i < APPLICATIONS.length; i++) {
            double wave = 1 + 0.35 * Math.sin(at / (61_000.0 + 17_000 * i) + i) + 0.06 * random.nextGaussian();
            double megabits = MEGABITS[i] * Math.max(0.05, wave);
            all += megabits;
            bytes.put(APPLICATIONS[i], (long) (megabits * 125_000 * SAMPLE_SECONDS));
        }
        long packets = (long) (all * 125_000 * SAMPLE_SECONDS / 900);
        boolean burst = at / 1000 % 210 < 8;
        long fresh = 900 + random.nextInt(160) + (burst ? 800 : 0);
        long workers = (long) (packets * (0.012 + (burst ? 0.02 : 0)));
        return new TrafficSample(at, SAMPLE_SECONDS, bytes, FakePlaces.countries(bytes, at),
            FakePlaces.systems(bytes, at), workers, packets - workers,
            100_000 + (long) (1800 * Math.sin(at / 90_000.0)), fresh, fresh / 9, random.nextInt(burst ? 190 : 14),
            random.nextInt(burst ? 30 : 5), 34 + random.nextInt(5), 150 + random.nextInt(60) + (burst ? 500 : 0),
            112_000 + (long) (2500 * Math.sin(at / 80_000.0)), 262_144);
    }
}
