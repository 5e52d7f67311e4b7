package gateway.core.internal.record;

import gateway.api.content.Auditor;

/** Who hears what became of auditors. Framework threads, the auditors' own, and the one that looks after them. */
interface AuditorReports {
    /** Nobody. */
    AuditorReports NOBODY = new AuditorReports() {
        @Override
        public void onServing(Auditor auditor) {
        }

        @Override
        public void onQuarantined(Auditor auditor, String reason, Runnable readmission) {
        }

        @Override
        public void onError(Auditor auditor) {
        }

        @Override
        public void onGone(Auditor auditor) {
        }
    };

    /** It gets records from now on. */
    void onServing(Auditor auditor);

    /**
     * It failed and gets no more records.
     *
     * @param reason a sentence without a full stop
     * @param readmission lets it have records again; without effect once it is gone
     */
    void onQuarantined(Auditor auditor, String reason, Runnable readmission);

    /** It threw. */
    void onError(Auditor auditor);

    /** It is gone. */
    void onGone(Auditor auditor);
}
