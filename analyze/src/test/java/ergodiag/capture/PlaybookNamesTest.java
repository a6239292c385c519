package ergodiag.capture;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.playbooks.Playbooks;
import org.junit.jupiter.api.Test;

class PlaybookNamesTest {

    @Test
    void what_can_be_chosen_on_the_command_line_are_the_playbooks_by_number_and_name() {
        assertThat(Playbooks.all())
                .hasSameSizeAs(Choice.PLAYBOOKS)
                .allSatisfy(playbook -> assertThat(
                                Choice.PLAYBOOKS.get(playbook.card().number() - 1))
                        .isEqualTo(playbook.card().name()));
    }
}
