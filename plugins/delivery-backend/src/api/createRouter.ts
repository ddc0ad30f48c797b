import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ApiContext } from './ApiContext';
import { getDelivery } from './getDelivery';
import { postOperation } from './postOperation';

/** The routes of the HTTP API. */
export function createRouter(context: ApiContext): Router {
  const router = PromiseRouter();
  const service = '/v1/services/:kind/:namespace/:name';
  router.use(express.json({ limit: '16kb' }));
  router.get(service, getDelivery(context));
  router.post(`${service}/operations`, postOperation(context));
  return router;
}
