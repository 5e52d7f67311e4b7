package gateway.core.internal.policy;

import gateway.core.internal.keyword.HiddenText;
import gateway.core.internal.keyword.KeywordScan;
import gateway.core.internal.policy.KeywordFinding.Place;
import java.util.ArrayList;
import java.util.List;

/** Looks for rules' keywords in one text and in what it hides; decodes it once, however many rules ask. */
final class KeywordSearch {
    /** A text of nothing but keywords is overwritten up to here, and refused if there are more. */
    static final int MOST_PLACES = 1000;

    private final List<HiddenText> layers;

    /** @param text as written */
    KeywordSearch(String text) {
        layers = HiddenText.layers(text);
    }

    /** What was found of one rule's keywords; its first keyword is -1 where nothing was. */
    static final class Found {
        int first = -1;
        final List<Place> places = new ArrayList<>();
        boolean tooMany;
    }

    Found find(KeywordCondition condition) {
        Found found = new Found();
        for (HiddenText layer : layers) {
            KeywordScan scan = new KeywordScan(condition.keywords(), (keyword, from, to) -> {
                found.first = found.first < 0 ? keyword : found.first;
                if (found.places.size() < MOST_PLACES) {
                    found.places.add(new Place(layer.from((int) from), layer.to((int) to - 1)));
                } else {
                    found.tooMany = true;
                }
            });
            scan.read(layer.text());
            scan.end();
        }
        return found;
    }
}
