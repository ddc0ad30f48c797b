from app.main import create_app
from app.settings import Settings

client = create_app(Settings(version="1a2b3c4-7")).test_client()


def test_root_names_the_service():
    assert client.get("/").get_json() == {
        "service": "${{ values.name }}",
        "version": "1a2b3c4-7",
    }


def test_metrics_count_requests_by_route():
    client.get("/")
    client.get("/nobody/serves/this")
    response = client.get("/metrics")
    assert response.content_type.startswith("text/plain")
    assert 'http_requests_total{method="GET",route="/",status="200"}' in response.text
    assert "nobody" not in response.text
