package ergodiag.findings;

import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A number of a finding.
 *
 * @param name what was measured, in words
 * @param value its value; NaN where it is not known
 * @param unit its unit: ms, s, bytes, messages, messages/s, 1, %, cores ...
 */
public record Measure(
        String name,

        @JsonDeserialize(using = JsonFormat.ReadNumber.class)
        double value,

        String unit) {}
