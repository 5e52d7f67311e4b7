package gateway.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.operation.GatewayStatus;
import gateway.api.operation.PlaceBytes;
import gateway.api.operation.TrafficMeter;
import gateway.api.operation.TrafficSample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceViewTest {
    private final TrafficMeter meter = new TrafficMeter() {
        @Override
        public GatewayStatus status() {
            throw new IllegalStateException("not asked");
        }

        @Override
        public List<TrafficSample> samples(long sinceMillis) {
            return List.of(sample(1000), sample(3000)).stream().filter(each -> each.atMillis() > sinceMillis).toList();
        }
    };
    private final PlaceView view = new PlaceView(new Service<>("traffic meter", () -> meter));

    private static TrafficSample sample(long at) {
        return new TrafficSample(at, 2, Map.of("film", 120L),
            List.of(new PlaceBytes("film", "JP", "", 100, 10, 110), new PlaceBytes("chat", "JP", "", 4, 1, 0),
                new PlaceBytes("film", PlaceBytes.OTHERS, "", 5, 5, 0)),
            List.of(new PlaceBytes("film", "64500", "<b>\u202egnp", 100, 10, 110),
                new PlaceBytes("film", PlaceBytes.UNKNOWN, "", 5, 5, 0)),
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void shouldSayWhatAPageHasNotGotYet() throws Exception {
        String sample = "{\"at\":3000,\"seconds\":2.0,\"countries\":[[\"film\",\"JP\",100,10,110],"
            + "[\"chat\",\"JP\",4,1,0],[\"film\",\"others\",5,5,0]],"
            + "\"systems\":[[\"film\",\"64500\",100,10,110],[\"film\",\"\",5,5,0]]}";
        assertEquals("200 {\"maxSamples\":300,\"samples\":[" + sample + "],\"names\":{\"64500\":\"<b>\\\\u202egnp\"}}",
            Asked.question(view::recent, Asked.VIEWER, Map.of("since", "1000")));
        assertEquals("200 {\"maxSamples\":300,\"samples\":[],\"names\":{}}",
            Asked.question(view::recent, Asked.VIEWER, Map.of("since", "3000")));
    }

    @Test
    void shouldRefuseATimeThatIsNone() throws Exception {
        assertTrue(Asked.question(view::recent, Asked.VIEWER, Map.of("since", "yesterday")).startsWith("400 "));
    }

    @Test
    void shouldAddUpWhateverCarriedIt() {
        assertEquals(Map.of("JP", 115L, "others", 10L), PlaceView.byCountry(sample(1)));
    }
}
