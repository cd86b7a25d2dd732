"""The page of a report leads to the gaps that its obstacle causes."""

from datetime import UTC, datetime

from data.analysis import refresh_gaps
from tests.gap_town import load_gap_town, put_obstacle
from webmap.site import create_site


def test_the_page_of_a_report_leads_to_the_gaps_that_it_causes(embedded, tmp_path):
    town = load_gap_town(embedded, tmp_path)
    put_obstacle(town, at=datetime(2026, 11, 1, 9, tzinfo=UTC))
    refresh_gaps(town)
    client = create_site(town).test_client()

    page = client.get("/en/reports/KERB0001").get_data(as_text=True)

    assert "Gaps that it causes" in page
    address = page.partition("Gaps that it causes")[2].split('href="')[1].split('"')[0]
    gap = client.get(address)
    assert gap.status_code == 200
    assert "/en/reports/KERB0001" in gap.get_data(as_text=True)
    town.close()
