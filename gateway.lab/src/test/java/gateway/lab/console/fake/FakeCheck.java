package gateway.lab.console.fake;

import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;

/** Health checks that go by the scene. */
enum FakeCheck {
    INTAKE("Intake", "Queues 0 to 7 are bound; 12 packets wait.", Status.CRITICAL,
        "No queue is bound: the gateway could not start."),
    WORKERS("Workers", "4 workers turn; the slowest turned 3 ms ago.", Status.CRITICAL,
        "Worker 2 has not turned for 2 s."),
    KERNEL("Kernel rules", "The jump to P2PADM is the first rule of mangle FORWARD.", Status.WARN,
        "The jump was missing and has been put back, 3 times since the start."),
    CONNTRACK("Connection table", "112,000 of 262,144 entries.", Status.OK, "1,204 of 262,144 entries."),
    RECORDS("Records", "Records are written; none was lost.", Status.TEMPORARILY_UNAVAILABLE,
        "The disk is full; 12,004 records were lost.");

    private final String title;
    private final String well;
    private final Status status;
    private final String ill;

    FakeCheck(String title, String well, Status status, String ill) {
        this.title = title;
        this.well = well;
        this.status = status;
        this.ill = ill;
    }

    String title() {
        return title;
    }

    Result answer(Scene scene) {
        return scene == Scene.BROKEN ? new Result(status, ill) : new Result(Status.OK, well);
    }
}
