package gateway.lab.country;

import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import java.util.List;

/**
 * A country with one network of the laboratory in it.
 *
 * @param name in English
 * @param code two letters of ISO 3166
 * @param continent two letters, as databases have them
 * @param site its network
 */
public record Country(String name, String code, String continent, Site site) {
    /** Where the clients are; these peers are reached through the gateway like all others. */
    public static final Country JAPAN = new Country("Japan", "JP", "AS", new Site("japan", 80, false));
    /** Far, on the same continent. */
    public static final Country CHINA = new Country("China", "CN", "AS", new Site("china", 86, false));
    /** Far, on another continent. */
    public static final Country GERMANY = new Country("Germany", "DE", "EU", new Site("germany", 49, false));
    /** Where peers are: the clients' own country first. */
    public static final List<Country> ALL = List.of(JAPAN, CHINA, GERMANY);
    /** Clients, servers, and peers in three countries. */
    public static final Plan PLAN = new Plan(
        List.of(Site.CLIENT, Site.SERVER, JAPAN.site(), CHINA.site(), GERMANY.site()), Plan.Offloads.ON, false);

    @Override
    public String toString() {
        return name;
    }
}
