package ergodiag.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.ergo.PlaybookName;
import org.junit.jupiter.api.Test;

class PlaybookNamesTest {

    @Test
    void every_playbook_that_can_be_chosen_on_the_command_line_is_there_in_its_place() {
        assertThat(Playbooks.all())
                .extracting(playbook -> playbook.card().playbook())
                .containsExactly(PlaybookName.values());
    }
}
