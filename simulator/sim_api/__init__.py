"""The `/sim/` interface: JSON over HTTP for pages, stories and tests. See docs/simulator.md."""

from aiohttp import web

from simulator.sim_api.crowd_routes import CrowdRoutes
from simulator.sim_api.event_routes import EventRoutes
from simulator.sim_api.people_routes import PeopleRoutes
from simulator.sim_api.world_routes import WorldRoutes
from simulator.world import World


def add_routes(router: web.UrlDispatcher, world: World) -> None:
    """Put every route under `/sim/` in place."""
    PeopleRoutes(world).add_to(router)
    CrowdRoutes(world).add_to(router)
    WorldRoutes(world).add_to(router)
    EventRoutes(world).add_to(router)
