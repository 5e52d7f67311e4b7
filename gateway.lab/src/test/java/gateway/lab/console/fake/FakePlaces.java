package gateway.lab.console.fake;

import gateway.api.operation.PlaceBytes;
import gateway.api.operation.TrafficSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Shares out what applications carried: mostly near, in waves, to more places than there are colours. */
final class FakePlaces {
    private static final String[] COUNTRIES = {"JP", "CN", "DE", "US", "KR", "FR", "BR", "IN", "", "AQ"};
    private static final String[] SYSTEMS = {"2516", "4134", "3320", "7922", "4766", "3215", "28573", "9829", "",
        "64500"};
    private static final String[] NAMES = {"KDDI", "CHINANET", "Deutsche Telekom AG", "Comcast", "Korea Telecom",
        "Orange", "CLARO", "BSNL", "", FakeFlows.EVIL};
    private static final double[] SHARES = {40, 22, 11, 8, 6, 4, 3, 2, 3, 1};
    private static final int NEAR = 1;

    private FakePlaces() {
    }

    static List<PlaceBytes> countries(Map<String, Long> bytes, long at) {
        return places(bytes, at, COUNTRIES, new String[COUNTRIES.length]);
    }

    static List<PlaceBytes> systems(Map<String, Long> bytes, long at) {
        return places(bytes, at, SYSTEMS, NAMES);
    }

    private static List<PlaceBytes> places(Map<String, Long> bytes, long at, String[] places, String[] names) {
        List<PlaceBytes> all = new ArrayList<>();
        bytes.forEach((application, sum) -> {
            for (int i = 0; i < places.length; i++) {
                double wave = 1 + 0.4 * Math.sin(at / (47_000.0 + 11_000 * i) + application.length());
                long share = (long) (sum * SHARES[i] / 100 * wave);
                long near = i < NEAR ? share : i == 4 ? share / 3 : 0;
                all.add(new PlaceBytes(application, places[i], names[i] == null ? "" : names[i], share * 4 / 5,
                    share - share * 4 / 5, near));
            }
        });
        return all.stream().sorted(Comparator.comparingLong(PlaceBytes::bytes).reversed())
            .limit(TrafficSample.PLACES).toList();
    }
}
