package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import ergodiag.bundle.FreeSpace;
import ergodiag.bundle.UserError;
import ergodiag.capture.plan.Plan;
import ergodiag.capture.plan.PlannedCall;
import ergodiag.ergo.Sensitivity;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiskSpaceCheckTest {
    private static final long MEGABYTE = 1_000_000;
    /** The disk is made of whole blocks of this many bytes. */
    private static final int BLOCK = 8_192;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void aDiskThatHoldsLessThanAnyCaptureNeedsIsToldBeforeAnybodyIsAsked() throws IOException {
        try (FileSystem disk = disk(150)) {
            assertThatThrownBy(() -> room(disk, OptionalLong.empty()).check())
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("150 MB are free in /captures")
                    .hasMessageContaining("200 MB are needed")
                    .hasMessageContaining("--out");
        }
    }

    @Test
    void aPlanThatBringsMoreThanIsFreeIsNotCarriedOutAndBothNumbersAreTold() throws IOException {
        try (FileSystem disk = disk(300)) {
            DiskSpaceCheck room = room(disk, OptionalLong.empty());
            room.check();

            assertThatThrownBy(() -> room.check(plan(301)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("300 MB are free in /captures")
                    .hasMessageContaining("about 301 MB are expected")
                    .hasMessageContaining("--max-size");
        }
    }

    @Test
    void whatJustFitsIsCarriedOutWithAWarningAndWhatFitsTwiceWithout() throws IOException {
        try (FileSystem disk = disk(600)) {
            DiskSpaceCheck room = room(disk, OptionalLong.empty());

            room.check(plan(300));
            assertThat(warnings).isEmpty();

            room.check(plan(301));
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains("Only 600 MB are free in /captures", "up to 602 MB may be needed");
        }
    }

    @Test
    void pseudonymsAreWrittenBesideTheTrueNamesAndNeedRoomForThat() throws IOException {
        try (FileSystem disk = disk(600)) {
            DiskSpaceCheck room = room(disk, OptionalLong.empty(), true);

            room.check(plan(200));
            assertThat(warnings).isEmpty();

            room.check(plan(201));
            assertThat(warnings).singleElement().asString().contains("up to 603 MB may be needed");
        }
    }

    @Test
    void noMoreRoomIsAskedForThanTheUserAllowsToBeCaptured() throws IOException {
        try (FileSystem disk = disk(600)) {
            room(disk, OptionalLong.of(250 * MEGABYTE)).check(plan(5_000));
            assertThat(warnings).isEmpty();
        }
    }

    private static FileSystem disk(long megabytes) {
        return Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setWorkingDirectory("/captures")
                .setMaxSize(megabytes * MEGABYTE + BLOCK - 1)
                .build());
    }

    private DiskSpaceCheck room(FileSystem disk, OptionalLong most) {
        return room(disk, most, false);
    }

    private DiskSpaceCheck room(FileSystem disk, OptionalLong most, boolean pseudonyms) {
        Path target = disk.getPath("/captures/bundles/bundle.zip");
        return new DiskSpaceCheck(() -> FreeSpace.at(target), most, pseudonyms, warnings::add);
    }

    private static Plan plan(long megabytes) {
        PlannedCall list = new PlannedCall(
                megabytes,
                "one@host",
                "process_list",
                Map.of(),
                Set.of(),
                "which",
                MEGABYTE,
                1,
                Sensitivity.values()[0]);
        return new Plan(Map.of(), List.of(list), 60, List.of(), Optional.empty());
    }
}
