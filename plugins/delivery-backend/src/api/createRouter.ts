import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ApiContext } from './ApiContext';
import { getDelivery } from './getDelivery';
import {
  getLaunch,
  getLaunches,
  getServiceLedger,
  postDecommission,
  postEnd,
  postEntry,
  postLaunch,
  postRenewal,
  postTakeBack,
} from './launches';
import { postOperation } from './postOperation';
import { postPreflight } from './postPreflight';
import {
  getWiring,
  getWirings,
  postCheck,
  postRepair,
  postRotate,
} from './wiring';

/** The routes of the HTTP API. */
export function createRouter(context: ApiContext): Router {
  const router = PromiseRouter();
  const service = '/v1/services/:kind/:namespace/:name';
  router.use(express.json({ limit: '16kb' }));
  router.get(service, getDelivery(context));
  router.post(`${service}/operations`, postOperation(context));
  router.get(`${service}/ledger`, getServiceLedger(context));
  router.post(`${service}/decommission`, postDecommission(context));
  router.get('/v1/wiring', getWirings(context));
  router.get(`${service}/wiring`, getWiring(context));
  router.post(`${service}/wiring/check`, postCheck(context));
  router.post(`${service}/wiring/repair`, postRepair(context));
  router.post(`${service}/wiring/rotate`, postRotate(context));
  router.post('/v1/preflight', postPreflight(context));
  const launches = '/v1/launches';
  router.get(launches, getLaunches(context));
  router.post(launches, postLaunch(context));
  router.get(`${launches}/:id`, getLaunch(context));
  router.post(`${launches}/:id/entries`, postEntry(context));
  router.post(`${launches}/:id/renew`, postRenewal(context));
  router.post(`${launches}/:id/close`, postEnd(context));
  router.post(`${launches}/:id/take-back`, postTakeBack(context));
  return router;
}
