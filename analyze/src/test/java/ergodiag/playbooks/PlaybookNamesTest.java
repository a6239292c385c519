package ergodiag.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.ergo.PlaybookName;
import org.junit.jupiter.api.Test;

class PlaybookNamesTest {

    @Test
    void everyPlaybookThatCanBeChosenOnTheCommandLineIsThereInItsPlace() {
        assertThat(Playbooks.all())
                .extracting(playbook -> playbook.card().playbook())
                .containsExactly(PlaybookName.values());
    }
}
