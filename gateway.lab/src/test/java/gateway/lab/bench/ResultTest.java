package gateway.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ResultTest {
    @Test
    void shouldCompareRoundByRound() {
        // The machine got slower from round to round: the ratio did not.
        Result result = Result.compared("b", "c", "x", new double[] {10, 5, 2}, "r", new double[] {20, 10, 4});
        assertEquals(0.5, result.ratio());
        assertEquals(0.5, result.ciLow());
        assertEquals(0.5, result.ciHigh());
        assertEquals(5, result.value());
        assertEquals(3, result.runs());
    }

    @Test
    void shouldBeWrittenUnderTheNamesOfTheContract() throws JsonProcessingException {
        String json = new ObjectMapper().writeValueAsString(Result.alone("b", "c", 1.5, "x", 2));
        assertEquals("{\"bench\":\"b\",\"case\":\"c\",\"value\":1.5,\"unit\":\"x\",\"reference\":\"\","
            + "\"ratio\":null,\"ci_low\":null,\"ci_high\":null,\"runs\":2}", json);
    }
}
