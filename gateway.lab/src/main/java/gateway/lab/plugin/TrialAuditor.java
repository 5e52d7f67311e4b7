package gateway.lab.plugin;

import gateway.api.content.AuditRecord;
import gateway.api.content.Auditor;

/** Counts records, or does with them what it was made for. */
public final class TrialAuditor implements Auditor {
    private final Presence presence = new Presence();

    /** It is being taken away. */
    public void close() {
        presence.leave();
    }

    @Override
    public void onRecord(AuditRecord entry) {
        presence.called();
        switch (presence.setting("behaviour")) {
            case "throw" -> throw new IllegalStateException("it cannot keep this");
            case "loop" -> Presence.loop();
            default -> { }
        }
    }

    @Override
    public void onIdle() {
        presence.called();
    }
}
