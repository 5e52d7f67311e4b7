package gateway.console.page;

import gateway.console.security.Visitor;
import java.util.EnumMap;
import java.util.Map;
import org.owasp.encoder.Encode;

/** The pages as documents: the frame that all share, and in it each page's own part; files of ours. */
final class Documents {
    private final Map<Page, String> documents = new EnumMap<>(Page.class);

    /** @param version of our static files, part of their addresses */
    Documents(String version) {
        String frame = Assets.text("frame.html").replace("@version@", version);
        for (Page page : Page.values()) {
            documents.put(page, frame.replace("@title@", page.title()).replace("@page@", page.word())
                .replace("@tabs@", tabs(page)).replace("@content@", Assets.text(page.word() + ".html")));
        }
    }

    /** A page for a visitor. */
    String of(Page page, Visitor visitor) {
        return documents.get(page).replace("@user@", Encode.forHtml(visitor.user()))
            .replace("@may-change@", Boolean.toString(visitor.mayChange()))
            .replace("@may-see-content@", Boolean.toString(visitor.maySeeContent()))
            .replace("@token@", Encode.forHtmlAttribute(visitor.token()));
    }

    private static String tabs(Page current) {
        StringBuilder tabs = new StringBuilder();
        for (Page page : Page.values()) {
            tabs.append("<a href=\"").append(page.word()).append('"')
                .append(page == current ? " aria-current=\"page\"" : "").append('>').append(page.title())
                .append("</a>\n");
        }
        return tabs.toString();
    }
}
