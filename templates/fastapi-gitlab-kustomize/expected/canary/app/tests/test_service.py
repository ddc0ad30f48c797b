from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings

client = TestClient(create_app(Settings(version="1a2b3c4d-7")))


def test_root_names_the_service():
    assert client.get("/").json() == {
        "service": "payments",
        "version": "1a2b3c4d-7",
    }


def test_metrics_count_requests_by_route():
    client.get("/")
    client.get("/nobody/serves/this")
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    lines = response.text
    assert 'http_requests_total{method="GET",route="/",status="200"}' in lines
    assert "nobody" not in lines
