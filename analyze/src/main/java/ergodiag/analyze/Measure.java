package ergodiag.analyze;

/**
 * A number of a finding.
 *
 * @param name what was measured, in words
 * @param value its value
 * @param unit its unit: ms, s, bytes, messages, messages/s, 1, %, cores ...
 */
public record Measure(String name, double value, String unit) {}
