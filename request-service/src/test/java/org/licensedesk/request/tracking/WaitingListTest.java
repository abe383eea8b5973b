package org.licensedesk.request.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.licensedesk.request.tracking.WaitingList.Position;

class WaitingListTest {
    @ParameterizedTest
    @CsvSource({"1,1st", "2,2nd", "3,3rd", "4,4th", "11,11th", "12,12th", "13,13th", "21,21st", "111,111th", "122,122nd"
    })
    void aPlaceIsSaidInWords(int position, String ordinal) {
        assertThat(new Position(position, 200).phrase()).isEqualTo(ordinal + " in the waiting list of 200");
    }
}
