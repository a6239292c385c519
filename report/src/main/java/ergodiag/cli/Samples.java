package ergodiag.cli;

import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The samples that come with the program: bundles recorded from real clusters. The first one is the default. */
final class Samples {
    private static final String FOLDER = "/ergodiag/samples/";

    private Samples() {}

    /**
     * A sample.
     *
     * @param name its name
     * @param story what was wrong with the cluster, in one sentence
     */
    record Sample(String name, String story) {}

    static List<Sample> all() {
        try (InputStream in = resource("samples.json")) {
            List<Sample> samples = new ArrayList<>();
            for (JsonNode node : ForeignJson.mapper().readTree(in)) {
                samples.add(new Sample(
                        node.path("name").asString(), node.path("story").asString()));
            }
            return List.copyOf(samples);
        } catch (IOException e) {
            throw new IllegalStateException("The samples are not in the jar", e);
        }
    }

    static Sample named(String name) {
        return all().stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError("Choosing a sample: there is none called '" + name + "'; there are "
                        + all().stream().map(Sample::name).collect(Collectors.joining(", ")) + "."));
    }

    /** Copies the sample's bundle out of the jar into that folder. */
    static Path unpack(Sample sample, Path folder) {
        Path file = folder.resolve(sample.name() + ".zip");
        try (InputStream in = resource(sample.name() + ".zip")) {
            Files.copy(in, file);
            return file;
        } catch (IOException e) {
            throw new WorldError("Unpacking the sample to " + file + ": " + e + "; check free space and rights.", e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Samples.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new IOException("no resource " + FOLDER + name);
        }
        return in;
    }
}
